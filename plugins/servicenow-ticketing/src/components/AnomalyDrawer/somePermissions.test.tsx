import { screen } from '@testing-library/react';
import { HttpResponse } from 'msw';
import { permissionsOf, setupBackend } from '../../__testUtils__/backend';
import { renderBoard } from '../../__testUtils__/renderBoard';
import { anAnomaly } from '../../__testUtils__/samples';

// Permissions are cached for the life of the page: a file of its own keeps them from other tests.
describe('the board for somebody who has permissions for some anomalies', () => {
  const backend = setupBackend();

  it('offers in the list what may be done to some, and in the drawer what may be done to the one', async () => {
    backend.knows([
      anAnomaly({ id: 824, title: 'mine' }),
      anAnomaly({ id: 825, title: 'theirs' }),
    ]);
    backend.on('get', '/permissions', () =>
      HttpResponse.json(permissionsOf('some')),
    );
    renderBoard({
      path: '/servicenow-ticketing?anomaly=825',
      isDenied: ({ resourceRef }) => resourceRef === '825',
    });
    expect(await screen.findByRole('dialog')).toBeVisible();
    // What is behind the open drawer is hidden from assistive technology, so look at it as text.
    expect(await screen.findAllByText('Add ticket')).toHaveLength(2);
    for (const name of [/Acknowledge/, /Archive/, /^Add/]) {
      expect(screen.queryByRole('button', { name })).not.toBeInTheDocument();
    }
    expect(screen.queryByLabelText('Write a comment')).not.toBeInTheDocument();
  });
});
