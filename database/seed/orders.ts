type Line = [number: string, quantity: string, unitPrice: string]
type Step = [day: number, time: string, who: string, act: string, ...rest: string[]]

export interface OrderStory {
  customer: string
  customerNumber?: string
  lines: Line[]
  /** The promised day, counted like the days of the steps: the story is told on day 28. */
  promised: number
  note?: string
  /** Created without an address, so that its check fails. */
  incomplete?: boolean
  steps: Step[]
}

/** From creation to processing at the tracker's desk. */
const begun = (day: number, seller: string, tracker = 'tracker'): Step[] => [
  [day, '09:10', seller, 'create'],
  [day, '10:40', seller, 'confirm', 'phone'],
  [day, '14:05', seller, 'offer', tracker, 'next', '价格和交期已和客户谈定。', '确认包装方式'],
  [day, '15:20', tracker, 'accept'],
]

/** Shipped, signed, invoiced and paid. */
const finished = (day: number, paid: number): Step[] => [
  [day, '10:30', 'warehouse', 'ship', '德邦', `DPK2026${day}81`],
  [day + 2, '11:15', 'logistics', 'sign'],
  [day + 3, '09:40', 'finance', 'invoice'],
  [paid, '15:05', 'finance', 'pay'],
]

/** The month's orders. Who holds what at its end fills every screen. */
export const ORDERS: OrderStory[] = [
  {
    customer: '路桥建材',
    lines: [
      ['HC-304-4B', '800', '18.60'],
      ['JL-25-SS', '1200', '7.60'],
      ['PJ-M4-25', '9000', '0.36'],
    ],
    promised: 10,
    steps: [...begun(0, 'sales1'), ...finished(4, 12)],
  },
  {
    customer: '越城酒店',
    lines: [
      ['ZS-8520-AB', '60', '97.00'],
      ['SX-70-BR', '60', '23.50'],
    ],
    promised: 9,
    steps: [...begun(0, 'sales1', 'tracker2'), ...finished(3, 15)],
  },
  {
    customer: '海曙森和',
    customerNumber: 'SH-26-1101',
    lines: [
      ['HC-304-4B', '1200', '18.60'],
      ['CX-100-SS', '900', '5.90'],
    ],
    promised: 14,
    steps: [
      ...begun(1, 'sales2'),
      [3, '16:00', 'tracker', 'offer', 'planner', 'skill', '客户要求分两批。'],
      [4, '08:40', 'planner', 'accept'],
      [7, '17:10', 'planner', 'offer', 'tracker', 'next', '排产确认完毕。'],
      [8, '08:25', 'tracker', 'accept'],
      ...finished(10, 24),
    ],
  },
  {
    customer: '金陵饭店',
    customerNumber: 'JL-PO-2611',
    lines: [
      ['ZS-8520-AB', '220', '98.00'],
      ['ML-5045-SN', '110', '81.00'],
      ['BM-60-CR', '90', '65.00'],
      ['YF', '1', '200.00'],
    ],
    promised: 33,
    note: '分楼层打包，箱外贴楼层号。',
    steps: [
      ...begun(3, 'sales1'),
      [9, '10:05', 'tracker', 'note', '客户确认先送样锁两把。'],
      [16, '09:30', 'warehouse', 'ship', '自有车', '浙B·7K258', '1:120,2:60'],
      [17, '14:20', 'logistics', 'sign', '1:2'],
      [19, '10:00', 'finance', 'invoice'],
      [27, '16:30', 'tracker', 'offer', 'tracker2', 'leave', '我明天请假，第二批 12-01 前要发。', '跟车间核对第二批'],
    ],
  },
  {
    customer: '云栖酒店',
    customerNumber: 'YX-PO-261109',
    lines: [
      ['HC-304-4B', '2400', '18.60'],
      ['LS-128-MB', '6000', '9.80'],
      ['HG-450-SC', '1200', '31.50'],
      ['ZS-8520-AB', '360', '98.00'],
      ['PJ-M4-25', '30000', '0.33'],
    ],
    promised: 29,
    note: '青古铜批次色差，先看照片再发货。',
    steps: [
      [13, '09:12', 'sales1', 'create'],
      [13, '16:20', 'sales1', 'confirm', 'signed'],
      [14, '09:05', 'manager', 'approve', '大单，价格同意到月底'],
      [14, '10:30', 'sales1', 'offer', 'tracker', 'next', '首批合页要先到仓。', '核对包装'],
      [14, '15:00', 'tracker', 'accept'],
      [15, '09:10', 'tracker', 'return', '缺色板编号，请补'],
      [15, '10:40', 'sales1', 'accept'],
      [15, '16:00', 'sales1', 'offer', 'tracker', 'next', '色板编号已补在备注。'],
      [16, '08:30', 'tracker', 'accept'],
      [16, '11:00', 'tracker', 'offer', 'planner', 'skill', '滑轨要排产。'],
      [16, '14:10', 'planner', 'accept'],
      [21, '16:40', 'planner', 'offer', 'tracker', 'next', '排产 11-27 完工。', '拍照发客户确认锁面颜色'],
      [22, '09:10', 'tracker', 'accept'],
      [23, '10:30', 'warehouse', 'ship', '德邦', 'DPK6600412', '1:2400,2:3600'],
      [27, '14:02', 'tracker', 'note', '张蕾来电：执手锁请先发照片确认颜色。'],
    ],
  },
  {
    customer: '启明家居',
    lines: [
      ['LS-128-MB', '2200', '9.85'],
      ['GG-30-BK', '1800', '4.05'],
    ],
    promised: 32,
    steps: [
      [24, '13:20', 'sales1', 'create'],
      [24, '15:10', 'sales1', 'confirm', 'chat'],
      [25, '09:30', 'sales1', 'offer', 'tracker', 'next', '客户催得紧。'],
      [25, '10:12', 'tracker', 'accept'],
      [27, '11:02', 'tracker', 'note', '客户问能否提前两天。'],
    ],
  },
  {
    customer: '砺行装饰',
    customerNumber: 'LX-2026-88',
    lines: [
      ['ML-5045-SN', '160', '80.00'],
      ['BM-60-CR', '260', '64.50'],
      ['HC-304-4B', '900', '18.40'],
      ['CX-100-SS', '700', '5.80'],
      ['DP-20-RB', '1600', '2.70'],
    ],
    promised: 26,
    steps: [
      ...begun(7, 'sales2', 'tracker2'),
      [10, '14:00', 'tracker2', 'offer', 'production', 'skill', '闭门器要装配。'],
      [11, '08:50', 'production', 'accept'],
      [20, '10:00', 'production', 'note', '电镀等挂具，预计还要三天。'],
    ],
  },
  {
    customer: '太湖家具',
    lines: [
      ['HG-450-SC', '260', '31.60'],
      ['JL-25-SS', '2400', '7.50'],
    ],
    promised: 31,
    steps: [
      ...begun(17, 'sales1'),
      [20, '09:40', 'tracker', 'offer', 'planner', 'skill', '滑轨缺料，请排。'],
      [20, '13:30', 'planner', 'accept'],
      [24, '15:00', 'buyer', 'note', '滑轨在途，11-26 到。'],
    ],
  },
  {
    customer: '庐阳门业',
    lines: [
      ['ZS-8520-AB', '1800', '92.00'],
      ['SX-70-BR', '1800', '23.00'],
    ],
    promised: 38,
    steps: [
      [22, '10:10', 'sales2', 'create'],
      [22, '16:45', 'sales2', 'confirm', 'mail'],
    ],
  },
  {
    customer: '瓯海锁业',
    lines: [
      ['SX-70-BR', '1500', '23.20'],
      ['CX-100-SS', '1200', '5.90'],
    ],
    promised: 28,
    steps: [...begun(19, 'sales1', 'tracker3'), [25, '16:10', 'warehouse', 'ship', '顺丰', 'SF1400277']],
  },
  {
    customer: '南湖精装',
    lines: [
      ['LS-128-MB', '1800', '9.85'],
      ['GG-30-BK', '2600', '4.05'],
      ['DP-20-RB', '900', '2.70'],
    ],
    promised: 35,
    steps: [
      [26, '09:00', 'sales2', 'create'],
      [26, '11:30', 'sales2', 'confirm', 'phone'],
      [26, '14:00', 'sales2', 'offer', 'tracker', 'next', '样品已过，照单做。', '预约送货时段'],
    ],
  },
  {
    customer: '砺行装饰',
    lines: [
      ['BM-60-CR', '40', '65.00'],
      ['HC-304-4B', '120', '18.60'],
    ],
    promised: 33,
    note: '新增闭门器 40 只，价格已确认；张工只接电话，不看消息。',
    steps: [
      [27, '09:20', 'sales2', 'create'],
      [27, '10:00', 'sales2', 'confirm', 'phone'],
      [27, '15:30', 'sales2', 'offer', 'tracker', 'customer', '张工只接电话。', '电话确认送货地址'],
    ],
  },
  {
    customer: '路桥建材',
    lines: [
      ['PJ-M4-25', '20000', '0.36'],
      ['CX-100-SS', '400', '5.90'],
      ['JL-25-SS', '600', '7.60'],
    ],
    promised: 30,
    steps: [
      [23, '08:45', 'sales1', 'create'],
      [23, '09:30', 'sales1', 'confirm', 'phone'],
      [23, '13:10', 'sales1', 'pool', 'warehouse', '现货，请直接备。'],
    ],
  },
  {
    customer: '云栖酒店',
    lines: [['LS-128-MB', '820', '9.80']],
    promised: 30,
    note: '补单。',
    steps: [
      [27, '16:10', 'sales1', 'create'],
      [27, '16:40', 'sales1', 'confirm', 'chat'],
    ],
  },
  {
    customer: '海曙森和',
    lines: [
      ['HC-304-4B', '600', '18.60'],
      ['DP-20-RB', '1200', '2.70'],
      ['GG-30-BK', '900', '4.00'],
    ],
    promised: 31,
    steps: [...begun(21, 'sales2'), [27, '15:40', 'tracker', 'note', '司机无法卸货，请补门牌与收货时间。']],
  },
  {
    customer: '滨江物业',
    lines: [
      ['BM-60-CR', '12', '66.00'],
      ['AZ', '1', '340.00'],
    ],
    promised: 34,
    steps: [
      [26, '15:00', 'sales2', 'create'],
      [26, '15:40', 'sales2', 'confirm', 'phone'],
    ],
  },
  {
    customer: '太湖家具',
    lines: [
      ['HG-450-SC', '80', '31.60'],
      ['GG-30-BK', '300', '4.10'],
    ],
    promised: 36,
    incomplete: true,
    steps: [[27, '10:20', 'sales1', 'create']],
  },
  {
    customer: '越城酒店',
    lines: [
      ['LS-128-MB', '600', '9.85'],
      ['SX-70-BR', '120', '23.50'],
    ],
    promised: 24,
    steps: [
      [18, '10:00', 'sales1', 'create'],
      [18, '11:00', 'sales1', 'confirm', 'phone'],
      [19, '09:00', 'sales1', 'cancel', '客户改用自有库存'],
    ],
  },
  {
    customer: '启明家居',
    lines: [
      ['ZS-8520-AB', '40', '97.50'],
      ['SX-70-BR', '40', '23.40'],
      ['YF', '1', '200.00'],
    ],
    promised: 22,
    steps: [
      ...begun(12, 'sales1', 'tracker2'),
      [15, '10:30', 'warehouse', 'ship', '德邦', 'DPK6600377'],
      [17, '11:15', 'logistics', 'sign'],
      [18, '09:40', 'finance', 'invoice'],
      [24, '10:10', 'finance', 'pay', '0.5'],
    ],
  },
]
