import fc from 'fast-check';

/**
 * The same seed for every property in every run, so that a change fails for what it changed and not for a draw.
 * `DOMICILE_PROPERTY_SEED` looks elsewhere.
 */
const seed = Number(process.env.DOMICILE_PROPERTY_SEED ?? 20261123);
if (!Number.isSafeInteger(seed)) throw new Error('DOMICILE_PROPERTY_SEED must be a whole number');
fc.configureGlobal({ seed });
