import { useMemo } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import { appLanguageApiRef } from '@backstage/core-plugin-api/alpha';
import useObservable from 'react-use/esm/useObservable';
import { createFormats, Formats, localeOf } from './formats';

/** How numbers and times are written in the language that the portal speaks, whatever the browser's is. */
export function useFormats(): Formats {
  const api = useApi(appLanguageApiRef);
  const languages = useMemo(() => api.language$(), [api]);
  const { language } = useObservable(languages, api.getLanguage());
  return useMemo(
    () => createFormats(localeOf(language, navigator.languages)),
    [language],
  );
}
