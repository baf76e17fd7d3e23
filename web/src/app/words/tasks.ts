import { defineWords, type Language, wordsIn } from '../language.ts'

/** Departments' work on an order, by its kind: one name wherever it stands. */
export const taskTitles = defineWords({
  zh: {
    follow_up: '客户跟进',
    pick: '备货发货',
    shortage: '补缺料',
    deliver: '送达签收',
    perform: '服务完成',
    settle: '开票收款',
  },
  en: {
    follow_up: 'Follow up',
    pick: 'Pick and ship',
    shortage: 'Cover the shortage',
    deliver: 'Deliver and sign',
    perform: 'Perform the service',
    settle: 'Invoice and collect',
  },
})

/** A kind of a later release keeps its own word. */
export const taskTitle = (kind: string, language: Language): string =>
  kind in taskTitles.zh ? wordsIn(taskTitles, language)(kind as keyof typeof taskTitles.zh) : kind
