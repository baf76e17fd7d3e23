/** Work of a department on a subject, done only by the fact that it waits for. Read view: `tasks.read_task`. */
export { checks } from './checks.ts'
export { dueWithin } from './tasks.rules.ts'
export {
  loadTasks,
  type OpenTask,
  reconcileTasks,
  type TaskKind,
  tasksOf,
  type WantedTask,
} from './tasks.ts'
