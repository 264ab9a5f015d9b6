import * as z from 'zod/mini';
import { text } from '../../document/forms.ts';

const names = (what: string) =>
  z.optional(z.array(text('accountName', 'As the API server knows it.')).check(z.describe(what)));

/** The rules inside the cluster, against what never passed through the toolkit. */
export const admissionModules = {
  admission: z.optional(
    z
      .strictObject({
        deployers: z
          .strictObject({
            users: names(
              'Users: system:serviceaccount:flux-system:kustomize-controller, or the name in a certificate. @default - none',
            ),
            groups: names('Groups: system:masters, oidc:platform-engineers. @default - none'),
          })
          .check(
            z.describe(
              'Who may change what the platform made, open network policies, and reach into its pods. Everybody else is ' +
                'refused, also with every right in a namespace.',
            ),
          ),
      })
      .check(
        z.describe(
          "Admission policies: the API server itself refuses what the judge would refuse, and changes by anybody but the site's deployers.",
        ),
      ),
  ),
};
