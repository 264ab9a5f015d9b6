// Preloaded: every import of cdktf, ours and the provider bindings', gets cdktn, as the alias cdktf@npm:cdktn would give.
const Module = require('node:module');

const rename = (request) => request.replace(/^cdktf(?=$|\/)/, 'cdktn');
const resolve = Module._resolveFilename;
Module._resolveFilename = function resolveFilename(request, ...rest) {
  return resolve.call(this, rename(request), ...rest);
};
const hook = `const rename = ${rename}; export const resolve = (request, context, next) => next(rename(request), context);`;
Module.register(`data:text/javascript,${encodeURIComponent(hook)}`);
