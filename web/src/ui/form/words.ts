import { defineWords } from '../../app/language.ts'

/** Words of forms, search boxes and copying. */
export const formWords = defineWords({
  zh: {
    cancel: '取消',
    close: '关闭',
    copy: '复制',
    copied: '已复制',
    search: '查找',
    why: '原因',
    whyMissing: '填原因',
    remove: '删除',
    removeRow: '删去第 {count} 行',
  },
  en: {
    cancel: 'Cancel',
    close: 'Close',
    copy: 'Copy',
    copied: 'Copied',
    search: 'Search',
    why: 'Reason',
    whyMissing: 'Enter a reason',
    remove: 'Remove',
    removeRow: 'Remove row {count}',
  },
})
