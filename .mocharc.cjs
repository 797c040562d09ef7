const { settings } = require('./test/support/settings.mjs');

module.exports = {
  import: 'tsx',
  require: ['./test/support/catalog.mjs', './test/support/draws.mjs'],
  timeout: settings.testLimit,
};
