const { Compiler } = require('@swc/core')

/** The modules in order of rank: each may call those before it, and none after it. */
const RANK = [
  'access',
  'people',
  'equipment',
  'partners',
  'catalog',
  'ledger',
  'custody',
  'tasks',
  'notes',
  'approvals',
  'inventory',
  'purchasing',
  'production',
  'planning',
  'orders',
  'delivery',
  'finance',
  'crm',
  'handover',
  'imports',
  'analytics',
  'portal',
  'notices',
]

const MODULES = '^server/src/modules/'
const TEST = '\\.test\\.tsx?$'
const RULES = '\\.rules\\.ts$'
const WAYS_IN = '^(server/src/cli/baton\\.ts|web/src/main\\.tsx)$'

/**
 * TypeScript 7 has no parser that the cruiser could use, and through swc it neither reads JSX nor tells an import of types from
 * another one. So JSX is switched on, and `import type … from 'x'` is shown to it as the call `importType('x')`.
 */
const parseFile = Compiler.prototype.parseFileSync
Compiler.prototype.parseFileSync = function parseFileSync(file, options) {
  const program = parseFile.call(this, file, { ...options, tsx: file.endsWith('x') })
  program.body = program.body.map((item) =>
    item.type === 'ImportDeclaration' && item.typeOnly ? typeImport(item) : item,
  )
  return program
}

function typeImport({ source, span }) {
  const callee = { type: 'Identifier', value: 'importType', optional: false, span, ctxt: 0 }
  const call = { type: 'CallExpression', callee, arguments: [{ spread: null, expression: source }], span, ctxt: 0 }
  return { type: 'ExpressionStatement', expression: call, span }
}

const wall = (name, comment, from, to) => ({ name, severity: 'error', comment, from, to })

const callsGoDown = RANK.slice(0, -1).map((module, rank) =>
  wall(
    `calls-go-down-from-${module}`,
    `Of ${module} only the modules above may know. Record an event and let the higher module react, or let it tell this one.`,
    { path: `${MODULES}${module}/` },
    { path: `${MODULES}(${RANK.slice(rank + 1).join('|')})/` },
  ),
)

module.exports = {
  forbidden: [
    ...callsGoDown,
    wall(
      'modules-have-a-rank',
      'Give the module its place in RANK, in .dependency-cruiser.cjs and ARCHITECTURE.md.',
      { path: `${MODULES}(?!(${RANK.join('|')})/)` },
      {},
    ),
    wall(
      'enter-by-the-front-door',
      'Another module is used through its index.ts alone. Export there what others may use.',
      { path: `${MODULES}([^/]+)/`, pathNot: RULES },
      { path: MODULES, pathNot: [`${MODULES}$1/`, `${MODULES}[^/]+/index\\.ts$`] },
    ),
    wall(
      'rules-enter-by-the-front-door-or-by-rules',
      'Rules use another module through its rules, or its types through its index.ts.',
      { path: `${MODULES}([^/]+)/.*${RULES}` },
      { path: MODULES, pathNot: [`${MODULES}$1/`, `${MODULES}[^/]+/index\\.ts$`, RULES] },
    ),
    wall(
      'enter-by-the-front-door-from-outside',
      'Use the module through its index.ts. Only app.ts and testing may open routes.ts.',
      { path: '^(server/src/(?!modules/|app\\.ts|testing/)|database/|bench/)' },
      { path: MODULES, pathNot: `${MODULES}[^/]+/index\\.ts$` },
    ),
    wall(
      'app-and-testing-open-front-doors-and-routes',
      'Use the module through its index.ts or its routes.ts.',
      { path: '^server/src/(app\\.ts|testing/)' },
      { path: MODULES, pathNot: `${MODULES}[^/]+/(index|routes)\\.ts$` },
    ),
    wall(
      'rules-are-pure',
      'Rules are decided without a database: import rules (also those of lower modules), the contract, refusals, time and spoken figures; all else as types only.',
      { path: RULES },
      {
        pathNot: [RULES, '^contract/src/', '^server/src/kernel/(refusal|time|spoken)\\.ts$'],
        exoticallyRequired: false,
      },
    ),
    wall(
      'routes-only-bind',
      'A routes.ts names endpoints and the commands that serve them. Move everything else into a command of the module.',
      { path: `${MODULES}([^/]+)/routes\\.ts$` },
      {
        pathNot: [`${MODULES}$1/`, `${MODULES}[^/]+/index\\.ts$`, '^contract/src/', '^server/src/kernel/route\\.ts$'],
        exoticallyRequired: false,
      },
    ),
    wall(
      'routes-bind-no-rows',
      'A routes.ts names commands; rules and rows stand behind them.',
      { path: `${MODULES}([^/]+)/routes\\.ts$` },
      { path: RULES },
    ),
    wall(
      'kernel-knows-no-business',
      'The kernel is below every module. Hand it what it needs from outside, as an argument.',
      { path: '^server/src/kernel/', pathNot: TEST },
      { path: ['^server/src/(?!kernel/)', '^(contract/src/(?!endpoint\\.ts|decimal\\.ts)|database/|web/)'] },
    ),
    wall(
      'contract-stands-alone',
      'Server and web promise each other only what stands in the contract: schemas and plain values.',
      { path: '^contract/src/', pathNot: TEST },
      { pathNot: ['^contract/src/', '(^|/)node_modules/zod/'] },
    ),
    wall(
      'no-circles',
      'Move what both need into a file of its own that neither imports.',
      {},
      { circular: true, viaOnly: { dependencyTypesNot: ['exotic-require'] } },
    ),
    wall(
      'no-orphans',
      'Nothing reaches this file from a way in. Use it or delete it.',
      { path: WAYS_IN },
      {
        path: '^(contract|server|web)/src/',
        pathNot: [WAYS_IN, TEST, '^server/src/(testing|stories)/', '\\.d\\.ts$'],
        reachable: false,
      },
    ),
    wall(
      'features-stand-apart',
      'A feature never imports another: let a page compose both, or move what they share into ui.',
      { path: '^web/src/features/([^/]+)/' },
      { path: '^web/src/features/', pathNot: '^web/src/features/$1/' },
    ),
    wall(
      'pages-compose-features',
      'Pages stand above features and ui, which know no page.',
      { path: '^web/src/(features|ui)/' },
      { path: '^web/src/(pages/|app/(app|routes)\\.tsx$|main\\.tsx$)' },
    ),
    wall(
      'ui-knows-no-feature',
      'What draws for every feature belongs to none. Hand it what it shows as properties.',
      { path: '^web/src/ui/' },
      { path: '^web/src/features/' },
    ),
    wall(
      'web-and-server-meet-in-the-contract',
      'Move what both need into contract/src.',
      { path: '^web/src/' },
      { path: '^(server|database|bench)/' },
    ),
    wall(
      'server-knows-no-screen',
      'The server answers facts; screens are drawn in the web.',
      { path: '^(server|contract|database)/' },
      { path: '^web/' },
    ),
    wall(
      'product-knows-no-test',
      'What only tests need must not reach those who use Baton.',
      { path: '^(contract|server|web)/src/', pathNot: [TEST, '^server/src/(testing|stories)/'] },
      { path: [TEST, '^server/src/(testing|stories)/'] },
    ),
    wall(
      'imports-exist',
      'Name the file with its ending, or add the package to its workspace.',
      {},
      { couldNotResolve: true },
    ),
  ],
  options: {
    parser: 'swc',
    exoticRequireStrings: ['importType'],
    moduleSystems: ['es6', 'cjs'],
    doNotFollow: { path: '(^|/)node_modules/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.css'],
    },
  },
}
