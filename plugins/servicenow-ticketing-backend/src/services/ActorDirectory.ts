import type {
  AuthService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import { parseEntityRef, type UserEntity } from '@backstage/catalog-model';
import { NotAllowedError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { Actor } from './contracts';

/** Finds out who a caller is, with the name people know them by in the catalog. */
export class ActorDirectory {
  readonly #auth: AuthService;
  readonly #catalog: CatalogService;

  constructor(options: { auth: AuthService; catalog: CatalogService }) {
    this.#auth = options.auth;
    this.#catalog = options.catalog;
  }

  /** @throws NotAllowedError when the caller is neither a user nor a program. */
  async actorOf(credentials: BackstageCredentials): Promise<Actor> {
    if (this.#auth.isPrincipal(credentials, 'user')) {
      const ref = credentials.principal.userEntityRef;
      return { ref, ...(await this.#profileOf(ref)) };
    }
    if (this.#auth.isPrincipal(credentials, 'service')) {
      const ref = credentials.principal.subject;
      return { ref, name: ref.replace(/^(external|plugin):/, '') };
    }
    throw new NotAllowedError('Sign in to do this.');
  }

  async #profileOf(ref: string): Promise<Omit<Actor, 'ref'>> {
    const user = (await this.#catalog.getEntityByRef(ref, {
      credentials: await this.#auth.getOwnServiceCredentials(),
    })) as UserEntity | undefined;
    const { displayName, email } = user?.spec?.profile ?? {};
    return {
      name: displayName ?? parseEntityRef(ref).name,
      ...(email && { email }),
    };
  }
}
