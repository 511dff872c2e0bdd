/** Kinds of entities that can be datasets, in lower case. */
export const DATASET_KINDS = ['resource', 'component', 'api'];
