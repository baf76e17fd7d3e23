import { imports } from '@baton/contract/imports'
import { bind } from '../../kernel/route.ts'
import { downloadFile, downloadTemplate } from './download-file.ts'
import { listImports } from './list-imports.ts'
import { mapColumns } from './map-columns.ts'
import { mendRow } from './mend-row.ts'
import { runImport, stopImport } from './run-import.ts'
import { listKinds, listRows, showImport } from './show-import.ts'
import { uploadFile } from './upload-file.ts'

export const routes = bind(imports, {
  'GET /v1/imports/kinds': listKinds,
  'GET /v1/imports/templates/:kind': downloadTemplate,
  'GET /v1/imports': listImports,
  'POST /v1/imports': uploadFile,
  'GET /v1/imports/:id': showImport,
  'GET /v1/imports/:id/rows': listRows,
  'GET /v1/imports/:id/file': downloadFile,
  'PUT /v1/imports/:id/fields': mapColumns,
  'PATCH /v1/imports/:id/rows/:line': mendRow,
  'POST /v1/imports/:id/run': runImport,
  'POST /v1/imports/:id/stop': stopImport,
})
