import { expect, it } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { runIn } from '../support/command.ts';

it('says its version', async () => {
  expect(await runIn('/', ['--version'])).toEqual({ code: 0, stdout: `${manifest.version}\n`, stderr: '' });
});

it('says what it can do, and asks for a command', async () => {
  const { code, stdout } = await runIn('/', []);
  expect(code).toBe(3);
  expect(stdout).toMatch(/^ {2}check +judge plans, manifests and synthesized output$/m);
  expect(await runIn('/', ['--help'])).toMatchObject({ code: 0, stdout });
});

it('names the command that was probably meant', async () => {
  const { code, stderr } = await runIn('/', ['chek']);
  expect({ code, stderr }).toEqual({
    code: 3,
    stderr: 'domicile: there is no command "chek"; did you mean "check"? See domicile --help.\n',
  });
});
