import { administration } from '@baton/contract/access'
import { company } from '@baton/contract/company'
import { bind } from '../../kernel/route.ts'
import { changeRole, createRole, deleteRole, listRoles } from './change-roles.ts'
import { changeCompany, showCompany } from './company.ts'
import { listRights } from './list-rights.ts'
import { getLogo, putLogo, removeLogo } from './logo.ts'

export const routes = bind(administration, {
  'GET /v1/rights': listRights,
  'GET /v1/roles': listRoles,
  'POST /v1/roles': createRole,
  'PATCH /v1/roles/:id': changeRole,
  'DELETE /v1/roles/:id': deleteRole,
})

export const companyRoutes = bind(company, {
  'GET /v1/company': showCompany,
  'PATCH /v1/company': changeCompany,
  'GET /v1/company/logo': getLogo,
  'PUT /v1/company/logo': putLogo,
  'DELETE /v1/company/logo': removeLogo,
})
