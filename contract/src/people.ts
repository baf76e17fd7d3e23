import { z } from 'zod'
import { endpoints, text } from './endpoint.ts'

export const departmentKind = z.enum([
  'sales',
  'tracking',
  'finance',
  'planning',
  'buying',
  'store',
  'shop',
  'shipping',
  'management',
])
export type DepartmentKind = z.output<typeof departmentKind>

export const departmentRef = z.object({ id: z.string(), nameZh: z.string(), nameEn: z.string(), kind: departmentKind })
export type DepartmentRef = z.output<typeof departmentRef>

export const people = endpoints({
  'GET /v1/departments': {
    summary: 'Departments with their heads and members',
    access: 'signedIn',
    reply: z.object({
      rows: z.array(
        departmentRef.extend({
          number: z.string(),
          parentId: z.string().nullable(),
          head: z.object({ id: z.string(), name: z.string() }).nullable(),
          members: z.number(),
        }),
      ),
    }),
  },
  'GET /v1/persons': {
    summary: 'Persons, with department, presence and load, for choosing one',
    access: 'signedIn',
    query: z.strictObject({ q: text(60).optional(), departmentId: z.uuid().optional() }),
    reply: z.object({
      rows: z.array(
        z.object({
          id: z.string(),
          number: z.string(),
          name: z.string(),
          department: departmentRef,
          position: z.string(),
          active: z.boolean(),
          canSignIn: z.boolean(),
          onLeaveUntil: z.string().nullable(),
          loadCeiling: z.number().nullable(),
        }),
      ),
    }),
  },
})
