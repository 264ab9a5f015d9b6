import type { Operator } from './operator.ts';

/** Of cert-manager the one kind that the platform speaks to. */
export const certManager: Operator = {
  module: ['github.com/cert-manager/cert-manager', 'v1.21.2', 'h1:UWgoYM+KLNtRlqmoWOKjKBOBUPVHeepQ6/ac3ERJW68='],
  definitions: ['deploy/crds/cert-manager.io_certificates.yaml'],
};
