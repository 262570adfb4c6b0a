import { testInOrganisation } from './organisation.js';

testInOrganisation('chromium');
