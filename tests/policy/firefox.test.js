import { testInOrganisation } from './organisation.js';

testInOrganisation('firefox');
