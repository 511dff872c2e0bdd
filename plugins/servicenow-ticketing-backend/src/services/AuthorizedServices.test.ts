import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type { Permission } from '@backstage/plugin-permission-common';
import {
  anomalyReadPermission,
  createIntegrationRequest,
  deliveryRetryPermission,
  integrationAdminPermission,
  servicenowTicketingPermissions,
  ticketCreatePermission,
  ticketLinkPermission,
  ticketUpdatePermission,
} from 'backstage-plugin-servicenow-ticketing-common';
import { aGuard } from '../__testUtils__/guards';
import { ActorDirectory } from './ActorDirectory';
import type { ApiCallService } from './ApiCallService';
import { AuthorizedDeliveryService } from './AuthorizedDeliveryService';
import { AuthorizedEntityTicketService } from './AuthorizedEntityTicketService';
import { AuthorizedIntegrationService } from './AuthorizedIntegrationService';
import { AuthorizedLinkedTicketService } from './AuthorizedLinkedTicketService';
import { AuthorizedTicketService } from './AuthorizedTicketService';
import type { ChoiceLister, MappingPreviewer } from './contracts';
import type { DeliveryService } from './DeliveryService';
import type { EntityTicketService } from './EntityTicketService';
import type { IntegrationConnectionService } from './IntegrationConnectionService';
import type { IntegrationService } from './IntegrationService';
import type { LinkedTicketService } from './LinkedTicketService';
import { OwnershipDirectory } from './OwnershipDirectory';
import type { ReferenceService } from './ReferenceService';
import type { SimilarTicketService } from './SimilarTicketService';
import type { TicketActionService } from './TicketActionService';
import type { TicketDetailsService } from './TicketDetailsService';
import type { TicketCreationService } from './TicketCreationService';
import type { TicketLinkService } from './TicketLinkService';
import type { TicketFormService } from './TicketFormService';
import type { TicketQueryService } from './TicketQueryService';

const call = { credentials: mockCredentials.user('user:default/ann') };
const PAGE = { page: 1, size: 10 };
const CREATE = createIntegrationRequest.parse({
  definition: {
    name: 'production',
    instance_url: 'https://acme.service-now.com',
    auth: { type: 'api-key', api_key: 'x' },
  },
});
const PREVIEW = {
  integrationId: 1,
  anomaly_id: 1,
  mapping: CREATE.definition.mapping,
};
const KEY = { anomalyId: 1, linkId: 2 };
const ANN_ENTITY = { kind: 'user', namespace: 'default', name: 'ann' };
const ENTITY_QUERY = { type: 'incident', state: 'open' } as const;

/** The services for somebody who has some permissions, around a service that notes what got through. */
function servicesFor(granted: Permission[]) {
  const reached: unknown[][] = [];
  const inner = new Proxy(
    {},
    {
      get:
        (_, method) =>
        async (...args: unknown[]) => {
          reached.push([method, ...args]);
        },
    },
  );
  const guard = aGuard(({ name }) =>
    granted.some(permission => permission.name === name),
  );
  const catalog = catalogServiceMock({
    entities: [
      {
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'User',
        metadata: { name: 'ann', namespace: 'default' },
        spec: { profile: { displayName: 'Ann Lee' } },
      },
    ],
  });
  const actors = new ActorDirectory({ auth: mockServices.auth(), catalog });
  return {
    reached,
    tickets: new AuthorizedTicketService({
      form: inner as TicketFormService,
      queries: inner as TicketQueryService,
      creation: inner as TicketCreationService,
      links: inner as TicketLinkService,
      references: inner as ReferenceService,
      guard,
      actors,
    }),
    linkedTickets: new AuthorizedLinkedTicketService({
      details: inner as TicketDetailsService,
      actions: inner as TicketActionService,
      tickets: inner as LinkedTicketService,
      similar: inner as SimilarTicketService,
      guard,
      actors,
      owners: new OwnershipDirectory({
        auth: mockServices.auth(),
        userInfo: mockServices.userInfo(),
      }),
    }),
    entityTickets: new AuthorizedEntityTicketService({
      entityTickets: inner as EntityTicketService,
      catalog,
      guard,
    }),
    integrations: new AuthorizedIntegrationService({
      integrations: inner as IntegrationService,
      connections: inner as IntegrationConnectionService,
      choices: inner as ChoiceLister,
      previews: inner as MappingPreviewer,
      calls: inner as ApiCallService,
      guard,
      actors,
    }),
    deliveries: new AuthorizedDeliveryService({
      deliveries: inner as DeliveryService,
      guard,
    }),
  };
}

type Services = ReturnType<typeof servicesFor>;

const methods: Record<
  string,
  { allowedBy: Permission[]; use: (s: Services) => Promise<unknown> }
> = {
  'read the form': {
    allowedBy: [anomalyReadPermission],
    use: s => s.tickets.formSpecification({}, call),
  },
  'search tickets': {
    allowedBy: [ticketLinkPermission],
    use: s => s.tickets.search({ ...PAGE, query: '' }, call),
  },
  'read a ticket': {
    allowedBy: [anomalyReadPermission],
    use: s => s.tickets.get({ ticketId: 'x' }, call),
  },
  'create a ticket': {
    allowedBy: [ticketCreatePermission],
    use: s => s.tickets.createTicket({ anomalyId: 1, title: 'x' }, call),
  },
  'suggest references': {
    allowedBy: [ticketCreatePermission],
    use: s =>
      s.tickets.searchReferences(
        { integrationId: 1, table: 'sys_user', query: '', size: 5 },
        call,
      ),
  },
  'list links': {
    allowedBy: [anomalyReadPermission],
    use: s => s.tickets.listLinks(1, call),
  },
  link: {
    allowedBy: [ticketLinkPermission],
    use: s => s.tickets.linkTicket({ anomalyId: 1 }, call),
  },
  unlink: {
    allowedBy: [ticketLinkPermission],
    use: s => s.tickets.unlinkTicket(KEY, call),
  },
  synchronise: {
    allowedBy: [anomalyReadPermission],
    use: s => s.tickets.syncLink(KEY, call),
  },
  'list linked tickets': {
    allowedBy: [anomalyReadPermission],
    use: s => s.linkedTickets.list({ ...PAGE, mine: true }, call),
  },
  'see a linked ticket': {
    allowedBy: [anomalyReadPermission],
    use: s => s.linkedTickets.get(1, call),
  },
  'read a discussion': {
    allowedBy: [anomalyReadPermission],
    use: s => s.linkedTickets.discussion(1, PAGE, call),
  },
  'see related records': {
    allowedBy: [anomalyReadPermission],
    use: s => s.linkedTickets.related(1, call),
  },
  'see similar tickets': {
    allowedBy: [anomalyReadPermission],
    use: s => s.linkedTickets.listSimilar({ anomalyId: 1 }, call),
  },
  'see the tickets of an entity': {
    allowedBy: [anomalyReadPermission],
    use: s =>
      s.entityTickets.list(ANN_ENTITY, { ...PAGE, ...ENTITY_QUERY }, call),
  },
  'count the tickets of an entity': {
    allowedBy: [anomalyReadPermission],
    use: s => s.entityTickets.summarize(ANN_ENTITY, {}, call),
  },
  'see how long an entity takes to recover': {
    allowedBy: [anomalyReadPermission],
    use: s => s.entityTickets.recovery(ANN_ENTITY, { weeks: 2 }, call),
  },
  'list integrations': {
    allowedBy: [
      integrationAdminPermission,
      ticketCreatePermission,
      ticketLinkPermission,
    ],
    use: s => s.integrations.list(call),
  },
  'read an integration': {
    allowedBy: [integrationAdminPermission],
    use: s => s.integrations.get(1, call),
  },
  'see whether instances can be connected': {
    allowedBy: [integrationAdminPermission],
    use: s => s.integrations.getOptions(call),
  },
  'download an integration': {
    allowedBy: [integrationAdminPermission],
    use: s => s.integrations.getYaml(1, call),
  },
  'connect an instance': {
    allowedBy: [integrationAdminPermission],
    use: s => s.integrations.create(CREATE, call),
  },
  'change an integration': {
    allowedBy: [integrationAdminPermission],
    use: s => s.integrations.update(1, CREATE, call),
  },
  'disconnect an integration': {
    allowedBy: [integrationAdminPermission],
    use: s => s.integrations.disconnect(1, call),
  },
  'test an integration': {
    allowedBy: [integrationAdminPermission],
    use: s => s.integrations.test(1, { write_check: false }, call),
  },
  'test a definition': {
    allowedBy: [integrationAdminPermission],
    use: s =>
      s.integrations.testDefinition({ ...CREATE, write_check: false }, call),
  },
  'list choices': {
    allowedBy: [integrationAdminPermission],
    use: s =>
      s.integrations.listChoices({ integrationId: 1, field: 'state' }, call),
  },
  'read the log of calls': {
    allowedBy: [integrationAdminPermission],
    use: s => s.integrations.listCalls(1, PAGE, call),
  },
  'list all deliveries': {
    allowedBy: [deliveryRetryPermission],
    use: s => s.deliveries.list(PAGE, call),
  },
  'list the deliveries of an anomaly': {
    allowedBy: [anomalyReadPermission],
    use: s => s.deliveries.list({ ...PAGE, anomaly_id: 1 }, call),
  },
  'retry a delivery': {
    allowedBy: [deliveryRetryPermission],
    use: s => s.deliveries.retry(1, call),
  },
  'count the deliveries that wait': {
    allowedBy: [deliveryRetryPermission],
    use: s => s.deliveries.summarize(call),
  },
  'see what a delivery writes': {
    allowedBy: [deliveryRetryPermission],
    use: s => s.deliveries.getDetails(1, call),
  },
  'decide about many deliveries': {
    allowedBy: [deliveryRetryPermission],
    use: s => s.deliveries.decideMany({ action: 'retry', ids: [1] }, call),
  },
  'discard a delivery': {
    allowedBy: [deliveryRetryPermission],
    use: s => s.deliveries.discard(1, call),
  },
};

describe('permissions of the ticket services', () => {
  it.each(Object.keys(methods))('to %s', async name => {
    const { allowedBy, use } = methods[name];
    for (const permission of allowedBy) {
      const services = servicesFor([permission]);
      await use(services);
      expect(services.reached).not.toHaveLength(0);
    }
    const others = servicesFor(
      servicenowTicketingPermissions.filter(
        permission => !allowedBy.includes(permission),
      ),
    );
    await expect(use(others)).rejects.toMatchObject({
      name: 'NotAllowedError',
      message: expect.stringContaining(allowedBy[0].name),
    });
    expect(others.reached).toEqual([]);
  });

  it('lets act on a ticket who may, and may see what it is about', async () => {
    const act = (permissions: Permission[]) => {
      const services = servicesFor(permissions);
      return services.linkedTickets
        .act({ action: 'acknowledge', linkId: 1 }, call)
        .then(() => services.reached.map(([method]) => method));
    };
    expect(await act([ticketUpdatePermission, anomalyReadPermission])).toEqual([
      'act',
    ]);
    for (const missing of [ticketUpdatePermission, anomalyReadPermission]) {
      await expect(
        act(servicenowTicketingPermissions.filter(one => one !== missing)),
      ).rejects.toMatchObject({
        name: 'NotAllowedError',
        message: expect.stringContaining(missing.name),
      });
    }
  });

  it('shows what a mapping makes of an anomaly to admins who may read it', async () => {
    const both = [integrationAdminPermission, anomalyReadPermission];
    const services = servicesFor(both);
    await services.integrations.preview(PREVIEW, call);
    expect(services.reached).toHaveLength(1);
    for (const missing of both) {
      const others = servicesFor(both.filter(one => one !== missing));
      await expect(
        others.integrations.preview(PREVIEW, call),
      ).rejects.toMatchObject({
        name: 'NotAllowedError',
        message: expect.stringContaining(missing.name),
      });
      expect(others.reached).toEqual([]);
    }
  });

  it('tells the service who does it, by the name of the catalog', async () => {
    const services = servicesFor([ticketCreatePermission]);
    await services.tickets.createTicket({ anomalyId: 1, title: 'x' }, call);
    expect(services.reached).toEqual([
      [
        'createTicket',
        { anomalyId: 1, title: 'x' },
        { ref: 'user:default/ann', name: 'Ann Lee' },
      ],
    ]);
  });
});
