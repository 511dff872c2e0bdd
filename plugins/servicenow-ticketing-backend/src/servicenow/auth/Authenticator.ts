/** Headers that sign a call. @internal */
export type AuthHeaders = Record<string, string>;

/**
 * Signs the calls to one instance.
 * @internal
 */
export interface Authenticator {
  /** What a person should check when ServiceNow refuses a call in spite of the headers. */
  readonly refusalRemedy?: string;

  /**
   * The headers of the next call. Waits for a token where one is needed, until the signal aborts.
   *
   * @throws ServiceNowError when no credentials can be had.
   */
  headers(signal?: AbortSignal): Promise<AuthHeaders>;

  /**
   * Called after a 401 with the headers that were refused; true when other credentials can be tried at once. The
   * headers tell which token to discard: another call may have replaced it meanwhile.
   */
  renew?(refused: AuthHeaders): Promise<boolean>;
}
