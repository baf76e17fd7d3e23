import { defineWords } from '../../app/language.ts'

export const findWords = defineWords({
  zh: {
    order: '订单',
    customer: '客户',
    item: '货品',
    handOver: '转交 {number}',
    handOverTo: '转交 {number} 给 {name}',
  },
  en: {
    order: 'Order',
    customer: 'Customer',
    item: 'Item',
    handOver: 'Hand over {number}',
    handOverTo: 'Hand over {number} to {name}',
  },
})
