import { z } from 'zod'
import { roleRef, scope } from './access.ts'
import { day, endpoints, flag, id, idParam, instant, may, nothing, personRef, text } from './endpoint.ts'

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

/** A year for which days can be edited. */
const calendarYear = z.coerce.number().int().min(2000).max(2100)

const change = { right: 'people.change' } as const
const changed = z.object({ id: z.string(), version: z.number() })

const departmentFields = {
  nameZh: text(60, 1),
  nameEn: text(60, 1),
  parentId: id.nullable(),
  headId: id.nullable(),
  calendarId: id.nullable(),
}

const personFields = {
  name: text(60, 1),
  departmentId: id,
  position: text(60),
  phone: text(40).nullable(),
  email: text(120).nullable(),
  /** How many open orders the person can carry at once; null: not limited. */
  loadCeiling: z.number().int().min(1).max(100_000).nullable(),
}

const leave = z.object({
  id: z.string(),
  person: personRef,
  from: z.string(),
  until: z.string(),
  reason: z.string(),
  recordedBy: personRef,
  /** Taken back before it began. */
  cancelled: z.boolean(),
})

/** A day that differs from the working week: a public holiday, or a weekend day worked in its place (调休). */
const calendarDay = z.strictObject({ day, working: z.boolean(), name: text(60) })

/** Minutes from midnight, Monday 1 to Sunday 7. */
const shift = z.strictObject({
  weekday: z.number().int().min(1).max(7),
  from: z.number().int().min(0).max(1439),
  to: z.number().int().min(1).max(1440),
})
const calendarFields = {
  nameZh: text(60, 1),
  nameEn: text(60, 1),
  shifts: z.array(shift).max(70),
  /** All days of one year that differ; those of other years stay. */
  year: z.object({ year: calendarYear, days: z.array(calendarDay).max(366) }).strict(),
}

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
          /** The calendar it works by; null: the company’s. */
          calendarId: z.string().nullable(),
          members: z.number(),
          version: z.number(),
        }),
      ),
    }),
  },
  'POST /v1/departments': {
    summary: 'Add a department',
    access: change,
    body: z.strictObject({
      ...departmentFields,
      kind: departmentKind,
      number: text(20, 1).optional(),
      parentId: departmentFields.parentId.default(null),
      headId: departmentFields.headId.default(null),
      calendarId: departmentFields.calendarId.default(null),
    }),
    reply: z.object({ id: z.string(), number: z.string(), version: z.number() }),
    status: 201,
  },
  'PATCH /v1/departments/:id': {
    summary: 'Rename a department, move it below another, name its head or its working calendar',
    access: change,
    params: idParam,
    body: z.strictObject(departmentFields).partial(),
    reply: changed,
    versioned: true,
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
  'GET /v1/persons/:id': {
    summary: 'A person: where, reachable how, on leave when; with account and roles for whoever may see those',
    access: 'signedIn',
    params: idParam,
    reply: z.object({
      id: z.string(),
      number: z.string(),
      name: z.string(),
      department: departmentRef,
      position: z.string(),
      phone: z.string().nullable(),
      email: z.string().nullable(),
      loadCeiling: z.number().nullable(),
      active: z.boolean(),
      version: z.number(),
      heads: z.array(departmentRef),
      leave: z.array(leave),
      account: z
        .object({
          name: z.string(),
          state: z.enum(['active', 'locked', 'disabled']),
          mustChangePassword: z.boolean(),
          /** It signs in to another company too, which alone the person decides about. */
          shared: z.boolean(),
          sessions: z.number(),
          roles: z.array(roleRef),
          scope: scope.nullable(),
        })
        .nullable(),
      /** Whose account was asked to work here as this person, while they have none. */
      invitation: z.object({ account: z.string(), invitedAt: z.string(), declined: z.boolean() }).nullable(),
      may,
    }),
  },
  'POST /v1/persons': {
    summary: 'Add a person; an account is given apart',
    access: change,
    body: z.strictObject({
      ...personFields,
      number: text(20, 1).optional(),
      position: personFields.position.default(''),
      phone: personFields.phone.default(null),
      email: personFields.email.default(null),
      loadCeiling: personFields.loadCeiling.default(null),
    }),
    reply: z.object({ id: z.string(), number: z.string(), version: z.number() }),
    status: 201,
  },
  'PATCH /v1/persons/:id': {
    summary: 'Change a person',
    access: change,
    params: idParam,
    body: z.strictObject(personFields).partial(),
    reply: changed,
    versioned: true,
  },
  'POST /v1/persons/:id/enable': {
    summary: 'Somebody works here again; an administrator unlocks the account',
    access: change,
    params: idParam,
    body: nothing.strict(),
    reply: changed,
  },
  'GET /v1/leave': {
    summary: 'Leave, by time',
    access: 'signedIn',
    query: z.strictObject({
      from: day,
      until: day,
      personId: id.optional(),
      departmentId: id.optional(),
      cancelled: flag.default(false),
    }),
    reply: z.object({ rows: z.array(leave.extend({ departmentId: z.string() })) }),
  },
  'POST /v1/leave': {
    summary: 'Record somebody’s leave: for their head, or whoever manages people',
    access: 'signedIn',
    body: z.strictObject({ personId: id, from: instant, until: instant, reason: text(200).default('') }),
    reply: z.object({ id: z.string() }),
    status: 201,
  },
  'POST /v1/leave/:id/end': {
    summary: 'End leave now, or take it back when it has not begun',
    access: 'signedIn',
    params: idParam,
    body: z.strictObject({ reason: text(200).default('') }),
    reply: z.object({ id: z.string(), until: z.string(), cancelled: z.boolean() }),
  },
  'GET /v1/calendars': {
    summary: 'Working calendars with the days of one year that differ',
    access: 'signedIn',
    query: z.strictObject({ year: calendarYear }),
    reply: z.object({
      rows: z.array(
        z.object({
          id: z.string(),
          nameZh: z.string(),
          nameEn: z.string(),
          standard: z.boolean(),
          version: z.number(),
          shifts: z.array(z.object({ weekday: z.number(), from: z.number(), to: z.number() })),
          days: z.array(z.object({ day: z.string(), working: z.boolean(), name: z.string() })),
          departments: z.array(z.string()),
        }),
      ),
    }),
  },
  'GET /v1/calendars/suggested': {
    summary:
      'China’s public holidays of a year and the weekend days worked in their place, as far as they are announced',
    access: 'signedIn',
    query: z.strictObject({ year: calendarYear }),
    reply: z.object({
      days: z.array(z.object({ day: z.string(), working: z.boolean(), name: z.string() })),
    }),
  },
  'POST /v1/calendars': {
    summary: 'Make a working calendar as a copy of another, for departments that work differently',
    access: change,
    body: z.strictObject({ copyOf: id, nameZh: calendarFields.nameZh, nameEn: calendarFields.nameEn }),
    reply: changed,
    status: 201,
  },
  'PATCH /v1/calendars/:id': {
    summary: 'Change a calendar’s names, working week, or the days of one year that differ',
    access: change,
    params: idParam,
    body: z.strictObject(calendarFields).partial(),
    reply: changed,
    versioned: true,
  },
})
