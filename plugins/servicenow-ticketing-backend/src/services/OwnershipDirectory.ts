import type {
  AuthService,
  BackstageCredentials,
  UserInfoService,
} from '@backstage/backend-plugin-api';

/** Tells whose things a caller takes for their own: the person, and the groups they are in. */
export class OwnershipDirectory {
  readonly #auth: AuthService;
  readonly #userInfo: UserInfoService;

  constructor(options: { auth: AuthService; userInfo: UserInfoService }) {
    this.#auth = options.auth;
    this.#userInfo = options.userInfo;
  }

  /** Entity refs in lower case; for a program its own name. */
  async of(credentials: BackstageCredentials): Promise<string[]> {
    if (this.#auth.isPrincipal(credentials, 'user')) {
      const { userEntityRef, ownershipEntityRefs } =
        await this.#userInfo.getUserInfo(credentials);
      return [
        ...new Set(
          [userEntityRef, ...ownershipEntityRefs].map(ref =>
            ref.toLocaleLowerCase('en-US'),
          ),
        ),
      ];
    }
    return this.#auth.isPrincipal(credentials, 'service')
      ? [credentials.principal.subject]
      : [];
  }
}
