import { expect, test } from 'vitest';
import { siteEndpoint } from '../../../constructs/core/site-endpoint.ts';

const claim = (match: string, operator: string) => ({ match, operator, country: 'DE' });
const claims = [
  claim('*.klinik.example', 'Klinik'),
  claim('centre.klinik.example', 'Verbund'),
  claim('*.labor.klinik.example', 'Labor'),
  claim('10.50.0.0/16', 'Klinik'),
  claim('10.60.0.0/16', 'Verbund'),
];

test.each([
  ['a host of the site', 'https://a.klinik.example', ['10.50.0.0/16']],
  ['a host that another runs, though a name of the site covers it', 'https://centre.klinik.example', ['10.60.0.0/16']],
  ['a host whose operator has no network', 'https://a.labor.klinik.example', ['10.50.0.0/16', '10.60.0.0/16']],
  ['a host that nobody claims', 'https://elsewhere.example', ['10.50.0.0/16', '10.60.0.0/16']],
])('%s is reached in the networks of whoever runs it', (_, url, networks) => {
  expect(siteEndpoint({ claims }, new URL(url)).networks).toEqual(networks);
});
