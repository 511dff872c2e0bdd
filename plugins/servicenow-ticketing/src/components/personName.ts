import { parseEntityRef } from '@backstage/catalog-model';

/** A person or group in short, such as `ann` for `user:default/ann`; what is no entity ref stays as it is. */
export function personName(entityRef: string): string {
  try {
    const { namespace, name } = parseEntityRef(entityRef, {
      defaultKind: 'user',
    });
    return namespace === 'default' ? name : `${namespace}/${name}`;
  } catch {
    return entityRef;
  }
}
