/** The label by which a namespace or a pod says how sensitive the data is that it holds. */
export const dataClassLabel = 'domicile.internal/data-class';
