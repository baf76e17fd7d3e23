import { tasks } from '@baton/contract/work'
import { bind } from '../../kernel/route.ts'
import { claimTask, listTasks } from './list-tasks.ts'

export const routes = bind(tasks, { 'GET /v1/tasks': listTasks, 'POST /v1/tasks/:id/claim': claimTask })
