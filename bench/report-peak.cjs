// Loaded into every measured node process: writes its own peak memory (kB) and processor time (µs) where the bench looks.
const { writeFileSync } = require('node:fs');

process.on('exit', () => {
  if (!process.env.DOMICILE_BENCH_PEAK) return;
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  writeFileSync(process.env.DOMICILE_BENCH_PEAK, JSON.stringify({ maxRSS, time: userCPUTime + systemCPUTime }));
});
