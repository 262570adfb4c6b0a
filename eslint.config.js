import js from '@eslint/js';
import noUnsanitized from 'eslint-plugin-no-unsanitized';
import globals from 'globals';

export default [
  { ignores: ['dist/', 'target/', 'extension/core/'] },
  js.configs.recommended,
  {
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      eqeqeq: 'error',
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'no-new-func': 'error',
      'no-var': 'error',
      'object-shorthand': 'error',
      'prefer-const': 'error',
    },
  },
  {
    ...noUnsanitized.configs.recommended,
    files: ['extension/**'],
    languageOptions: { globals: { ...globals.browser, chrome: 'readonly' } },
  },
  {
    files: ['scripts/**', 'tests/**', 'eslint.config.js'],
    languageOptions: { globals: globals.node },
  },
  {
    // Functions handed to puppeteer run in the browser; pages under test are browser code.
    files: ['tests/**'],
    languageOptions: { globals: { ...globals.browser, chrome: 'readonly' } },
  },
];
