/**
 * Who may import whom. `npm run check` runs it over src-core, src-main and src-renderer;
 * test/integration/layers.test.ts proves on a small tree of its own that every rule bites.
 * Type-only imports count: a layer's types are part of the layer.
 */

const PURE_LIBRARIES = [
  'valibot',
  'd3-scale',
  'd3-shape',
  '@types/d3-scale',
  '@types/d3-shape',
  '@stdlib/[^/]+',
  // The map's projection: a maintained UMAP, arithmetic only.
  'umap-js',
  // Regular expressions of users that can't run for ever.
  're2js',
  // Manifests for a cluster, shown in the page as they are written.
  'yaml',
];

/** Folders of src-core with one purpose each; they share only the base below them. */
const CORE_FOLDERS = 'import|stats|decision|judge|embed|meaning|report|plots|sql|explore|capture|watch|map';

module.exports = {
  forbidden: [
    {
      name: 'core-knows-no-platform',
      comment: 'src-core runs anywhere: no Node modules.',
      severity: 'error',
      from: { path: '^src-core/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'core-knows-only-itself',
      comment: 'src-core imports nothing of the project but itself.',
      severity: 'error',
      from: { path: '^src-core/' },
      to: { path: '^(src-main|src-renderer|test|build)/' },
    },
    {
      name: 'core-uses-only-pure-libraries',
      comment: 'Of the packages, src-core may use small pure ones only; add a new one here with a reason.',
      severity: 'error',
      from: { path: '^src-core/' },
      to: { path: 'node_modules/', pathNot: `node_modules/(${PURE_LIBRARIES.join('|')})/` },
    },
    {
      name: 'core-imports-itself-by-relative-path',
      comment: 'The alias @core is for the other layers.',
      severity: 'error',
      from: { path: '^src-core/' },
      to: { path: '^src-core/', dependencyTypes: ['aliased'] },
    },
    {
      name: 'core-model-is-the-base',
      comment: 'src-core/model depends on nothing else in the project.',
      severity: 'error',
      from: { path: '^src-core/model/' },
      to: { path: '^src-core/', pathNot: '^src-core/(model/|platform\\.d\\.ts)' },
    },
    {
      name: 'core-ports-know-only-the-model',
      comment: 'Ports are interfaces in the words of the model.',
      severity: 'error',
      from: { path: '^src-core/ports/' },
      to: { path: '^src-core/', pathNot: '^src-core/(ports|model)/' },
    },
    {
      name: 'core-folders-stand-apart',
      comment:
        'A folder of src-core imports model, ports, stats and sql, and no other folder; only engine brings them together.',
      severity: 'error',
      from: { path: `^src-core/(${CORE_FOLDERS})/`, pathNot: '^src-core/report/' },
      to: { path: '^src-core/', pathNot: '^src-core/($1|model|ports|stats|sql)/' },
    },
    {
      name: 'core-report-uses-plots',
      comment: 'Like core-folders-stand-apart, and a report may draw plots.',
      severity: 'error',
      from: { path: '^src-core/report/' },
      to: { path: '^src-core/', pathNot: '^src-core/(report|plots|model|ports|stats|sql)/' },
    },
    {
      name: 'core-stats-know-only-the-model',
      comment: 'Statistics lie below the other folders.',
      severity: 'error',
      from: { path: '^src-core/stats/' },
      to: { path: '^src-core/', pathNot: '^src-core/(stats|model)/' },
    },
    {
      name: 'core-sql-knows-model-and-ports',
      comment: 'Queries speak in the words of the model and of the Database port.',
      severity: 'error',
      from: { path: '^src-core/sql/' },
      to: { path: '^src-core/', pathNot: '^src-core/(sql|model|ports)/' },
    },
    {
      name: 'main-knows-no-renderer',
      comment: 'Node reaches the page by HTTP only.',
      severity: 'error',
      from: { path: '^src-main/' },
      to: { path: '^src-renderer/' },
    },
    {
      name: 'hosts-call-only-the-engine',
      comment:
        'Host, shell and command line call the use cases in src-core/engine, and speak in the words of the model.',
      severity: 'error',
      from: { path: '^src-main/(host|electron|preload|cli)/' },
      to: { path: '^src-core/', pathNot: '^src-core/(engine|model|ports)/' },
    },
    {
      name: 'adapters-know-no-host',
      comment: 'An adapter implements a port; it knows neither the use cases nor who holds it.',
      severity: 'error',
      from: { path: '^src-main/adapters/' },
      to: { path: '^(src-core/engine|src-main/(host|electron|preload|cli|engine|engine-process))/' },
    },
    {
      name: 'electron-only-in-the-shell',
      comment: 'Its binary may be missing, and importing the package outside Electron downloads it.',
      severity: 'error',
      from: { pathNot: '^src-main/(electron|preload)/' },
      to: { path: '(^|node_modules/)electron(/|$)', pathNot: '^src-' },
    },
    {
      name: 'shell-only-behind-its-entry',
      comment: 'Nothing but the shell imports the shell.',
      severity: 'error',
      from: { pathNot: '^src-main/electron/' },
      to: { path: '^src-main/electron/' },
    },
    {
      name: 'renderer-knows-no-main',
      comment: 'The page knows the host through its typed client; the types are in src-core/model.',
      severity: 'error',
      from: { path: '^src-renderer/' },
      to: { path: '^src-main/' },
    },
    {
      name: 'renderer-knows-no-node',
      comment: 'The same bytes run in Electron and in a browser.',
      severity: 'error',
      from: { path: '^src-renderer/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'renderer-uses-only-pure-core',
      comment: 'Types and pure functions only: engine, ports, import and sql work in the host.',
      severity: 'error',
      from: { path: '^src-renderer/' },
      to: { path: '^src-core/(engine|ports|import|sql)/' },
    },
    {
      name: 'features-stand-apart',
      comment: 'A feature never imports another feature; what two share goes to src-renderer/shared.',
      severity: 'error',
      from: { path: '^src-renderer/features/([^/]+)/' },
      to: { path: '^src-renderer/features/', pathNot: '^src-renderer/features/$1/' },
    },
    {
      name: 'features-know-no-app',
      comment: 'The app is put together from features, not the other way round.',
      severity: 'error',
      from: { path: '^src-renderer/(features|shared)/' },
      to: { path: '^src-renderer/app/' },
    },
    {
      name: 'shared-knows-no-feature',
      comment: 'What is shared lies below the features.',
      severity: 'error',
      from: { path: '^src-renderer/shared/' },
      to: { path: '^src-renderer/features/' },
    },
    {
      name: 'no-tests-or-tools-in-the-product',
      comment: 'Sources do not import tests or build scripts.',
      severity: 'error',
      from: { path: '^src-' },
      to: { path: '^(test|build)/' },
    },
    {
      name: 'no-development-packages-in-the-product',
      comment:
        'What runs must be a dependency. Electron is the exception: it is the platform, not a library.',
      severity: 'error',
      from: { path: '^src-' },
      to: {
        dependencyTypes: ['npm-dev'],
        dependencyTypesNot: ['type-only'],
        pathNot: '(^|node_modules/)(electron|@types)(/|$)',
      },
    },
    {
      name: 'no-undeclared-packages',
      comment: 'Every package that is imported stands in package.json.',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'no-unresolvable-imports',
      comment: 'An import that leads nowhere.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '\\?' },
    },
    {
      name: 'no-cycles',
      comment: 'Modules that need each other are one module.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)out/' },
    tsConfig: { fileName: 'tsconfig.base.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'types', 'default'],
    },
  },
};
