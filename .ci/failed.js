/**
 * `failed.js RESULT`: the test files that failed in vitest's result, a line each: what is worth a second attempt. Nothing when
 * there is no result, and when more than three failed, which no busy machine explains.
 */
import { existsSync, readFileSync } from 'node:fs';

const MOST = 3;
const [file = ''] = process.argv.slice(2);
const { testResults = [] } = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
const failed = testResults.filter(({ status }) => status === 'failed').map(({ name }) => name);
if (failed.length <= MOST) for (const name of failed) console.log(name);
