const { settings } = require('./test/support/settings.mjs');

module.exports = {
  import: 'tsx',
  require: ['./test/support/draws.mjs'],
  timeout: settings.testLimit,
};
