// Loaded into every measured node process: writes its own peak memory (kB) where the bench looks for it.
const { writeFileSync } = require('node:fs');

process.on('exit', () => {
  if (process.env.DOMICILE_BENCH_PEAK)
    writeFileSync(process.env.DOMICILE_BENCH_PEAK, String(process.resourceUsage().maxRSS));
});
