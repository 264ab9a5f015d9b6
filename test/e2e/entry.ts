import { main } from '../../cli/main.ts';

// What bin/domicile.js does, without a build.
process.exitCode = await main(process.argv.slice(2));
