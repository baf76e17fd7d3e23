import { defineWords } from '../../app/language.ts'

export const sheetWords = defineWords({
  zh: {
    paper: '纸张',
    form: '三联 241×140',
    print: '打印',
    pageOf: '第 {page} / {pages} 页',
    taxId: '税号 {id}',
    logoOf: '{name}的标志',
  },
  en: {
    paper: 'Paper',
    form: '3-part 241×140',
    print: 'Print',
    pageOf: 'Page {page} of {pages}',
    taxId: 'Tax ID {id}',
    logoOf: 'Logo of {name}',
  },
})
