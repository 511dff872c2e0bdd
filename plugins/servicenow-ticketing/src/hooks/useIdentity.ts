import { identityApiRef, useApi } from '@backstage/core-plugin-api';
import { useQuery } from '@tanstack/react-query';
import { queryKeys } from './queryKeys';

/** Who is signed in: the user's own entity ref and those that own things for them; `undefined` until known. */
export function useIdentity() {
  const identityApi = useApi(identityApiRef);
  const { data } = useQuery({
    queryKey: queryKeys.identity,
    queryFn: () => identityApi.getBackstageIdentity(),
    staleTime: Infinity,
  });
  return data;
}
