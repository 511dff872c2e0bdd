import { screen } from '@testing-library/react';
import { HttpResponse } from 'msw';
import { permissionsOf, setupBackend } from '../../__testUtils__/backend';
import { renderBoard } from '../../__testUtils__/renderBoard';
import { aTicketLink, anAnomaly } from '../../__testUtils__/samples';

// Permissions are cached for the life of the page: a file of its own keeps them from other tests.
describe('AnomalyDrawer for somebody who may only look', () => {
  const backend = setupBackend();

  it('offers nothing that would be refused', async () => {
    backend.knows([
      anAnomaly({ ticket_links: [aTicketLink()] }),
      anAnomaly({ id: 825 }),
    ]);
    backend.on('get', '/permissions', () =>
      HttpResponse.json(permissionsOf('none')),
    );
    renderBoard({
      path: '/servicenow-ticketing?anomaly=824',
      denied: [
        'servicenow-ticketing.anomaly.update',
        'servicenow-ticketing.anomaly.comment',
        'servicenow-ticketing.ticket.create',
        'servicenow-ticketing.ticket.link',
        'servicenow-ticketing.delivery.retry',
      ],
    });
    expect(
      await screen.findByRole('link', { name: /View INC0010006/ }),
    ).toBeVisible();
    for (const name of [/Acknowledge/, /Archive/, /^Add/, /Unlink/]) {
      expect(screen.queryByRole('button', { name })).not.toBeInTheDocument();
    }
    expect(screen.queryByLabelText('Write a comment')).not.toBeInTheDocument();
    // What is behind the open drawer is hidden from assistive technology, so look at it as text.
    expect(screen.queryByText('Add ticket')).not.toBeInTheDocument();
    expect(screen.queryByText('Deliveries')).not.toBeInTheDocument();
  });
});
