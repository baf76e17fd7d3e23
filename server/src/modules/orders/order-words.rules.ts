/** What an order's states, acts and facts are called where something is refused. */
export type OrderState = 'draft' | 'confirmed' | 'pending' | 'processing' | 'completed' | 'settled' | 'cancelled'

interface Said {
  zh: string
  en: string
}

export const STATE_WORDS: Record<OrderState, Said> = {
  draft: { zh: '草稿', en: 'a draft' },
  confirmed: { zh: '已确认', en: 'confirmed' },
  pending: { zh: '待处理', en: 'pending' },
  processing: { zh: '处理中', en: 'processing' },
  completed: { zh: '已完成', en: 'completed' },
  settled: { zh: '已结算', en: 'settled' },
  cancelled: { zh: '已作废', en: 'cancelled' },
}

/** What an order in a state waits for, or how it comes back from there. */
const STATE_CURES: Record<OrderState, Said> = {
  draft: { zh: '先确认它。', en: 'Confirm it first.' },
  confirmed: { zh: '先等它审核通过。', en: 'Its review must pass first.' },
  pending: { zh: '先由处理的部门接收。', en: 'Whoever processes it must accept it first.' },
  processing: { zh: '不用再做。', en: 'Nothing is left to do.' },
  completed: {
    zh: '要更正，先撤销签收或完成确认。',
    en: 'To correct it, undo its sign-off or its performance first.',
  },
  settled: {
    zh: '要更正，先红冲它的发票，并选可重开。',
    en: 'To correct it, credit its invoice first so that it can be invoiced again.',
  },
  cancelled: { zh: '还要的话，复制成新订单。', en: 'If it is still wanted, copy it into a new order.' },
}

/** What is behind an order needs no cure; what lies before it waits for the step that comes next. */
export function cureOf(state: OrderState, act: string): Said {
  const behind = act === 'confirm' || (act === 'review' && state !== 'draft')
  return STATE_CURES[behind && state !== 'cancelled' ? 'processing' : state]
}

const FACT_WORDS: Record<string, Said> = {
  paymentMethod: { zh: '付款方式', en: 'payment method' },
  recipient: { zh: '收货人', en: 'recipient' },
  phone: { zh: '收货电话', en: 'phone' },
  street: { zh: '收货地址', en: 'delivery address' },
  requestedOn: { zh: '要求交期', en: 'requested date' },
  lines: { zh: '明细', en: 'lines' },
}

export const factWords = (facts: string[], language: 'zh' | 'en'): string =>
  facts.map((fact) => FACT_WORDS[fact]?.[language] ?? fact).join(language === 'zh' ? '、' : ', ')

const ACT_WORDS: Record<string, Said> = {
  change: { zh: '修改', en: 'change' },
  confirm: { zh: '确认', en: 'confirm' },
  review: { zh: '审核', en: 'review' },
  hold: { zh: '挂起', en: 'hold' },
  cancel: { zh: '作废', en: 'cancel' },
  shortClose: { zh: '短结', en: 'short-close' },
  process: { zh: '处理', en: 'process' },
  perform: { zh: '确认完成', en: 'confirm as performed' },
  unperform: { zh: '撤销完成确认', en: 'take back the performance of' },
  ship: { zh: '发货', en: 'ship' },
  invoice: { zh: '开票', en: 'invoice' },
}

export const actWords = (act: string): Said => ACT_WORDS[act] ?? { zh: act, en: act }
