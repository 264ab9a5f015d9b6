import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { layoutOf } from '../../controlplane/launcher/layout.ts';
import { choosePorts, isFree, recordedPorts } from '../../controlplane/launcher/ports.ts';

const newLayout = () => layoutOf(mkdtempSync(join(tmpdir(), 'domicile-')));

it('chooses six different free ports and remembers them', async () => {
  const layout = newLayout();
  expect(recordedPorts(layout)).toBeUndefined();
  const ports = await choosePorts(layout);
  expect(new Set(Object.values(ports)).size).toBe(6);
  expect(recordedPorts(layout)).toEqual(ports);
});

it('keeps the ports that it is told to keep', async () => {
  const layout = newLayout();
  const { scheduler, ...kept } = await choosePorts(layout);
  const ports = await choosePorts(layout, kept);
  expect(ports).toEqual({ ...kept, scheduler: expect.any(Number) });
  expect(recordedPorts(layout)).toEqual(ports);
});

it('takes a damaged record for none', async () => {
  const layout = newLayout();
  await choosePorts(layout);
  writeFileSync(join(layout.run, 'ports'), '1234 x');
  expect(recordedPorts(layout)).toBeUndefined();
});

it('sees a port that is taken', async () => {
  const { apiServer } = await choosePorts(newLayout());
  expect(await isFree(apiServer)).toBe(true);
  const server = createServer();
  await new Promise<void>((listening) => server.listen(apiServer, '127.0.0.1', listening));
  expect(await isFree(apiServer)).toBe(false);
  const later = isFree(apiServer, 60_000);
  server.close();
  expect(await later).toBe(true);
});
