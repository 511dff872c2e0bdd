import { MemoryRouter, Link, Route, Routes } from 'react-router-dom';
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { LeaveGuard } from './LeaveGuard';

const renderGuard = (isDirty: boolean) =>
  render(
    <MemoryRouter initialEntries={['/settings/3/mapping']}>
      <LeaveGuard
        isDirty={isDirty}
        href="/settings/3/mapping"
        title="Leave?"
        text="It is lost."
        stayLabel="Stay"
        leaveLabel="Leave"
      />
      <Link to="/catalog">Catalog</Link>
      <Link to="/settings/3/calls">Calls</Link>
      <Link to="/settings/30/calls">Other calls</Link>
      <a href="/catalog" target="_blank">
        New window
      </a>
      <Routes>
        <Route path="/settings/3/*" element="Here" />
        <Route path="*" element="Elsewhere" />
      </Routes>
    </MemoryRouter>,
  );
const follow = (name: string) =>
  userEvent.click(screen.getByRole('link', { name }));

describe('LeaveGuard', () => {
  it('asks before a link leads away, and lets go when told to', async () => {
    renderGuard(true);
    await follow('Catalog');
    await userEvent.click(screen.getByRole('button', { name: 'Stay' }));
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
    expect(screen.getByText('Here')).toBeVisible();

    await follow('Other calls');
    await userEvent.click(screen.getByRole('button', { name: 'Leave' }));
    expect(await screen.findByText('Elsewhere')).toBeVisible();
  });

  it('asks when a link is followed by keyboard', async () => {
    renderGuard(true);
    screen.getByRole('link', { name: 'Catalog' }).focus();
    await userEvent.keyboard('{Enter}');
    expect(screen.getByRole('dialog', { name: 'Leave?' })).toBeVisible();
    expect(screen.getByText('Here')).toBeInTheDocument();
  });

  it('lets links to siblings and other windows go', async () => {
    renderGuard(true);
    await follow('Calls');
    await follow('New window');
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
    expect(screen.getByText('Here')).toBeVisible();
  });

  it('has the browser ask before the page is closed, only while there is something to lose', () => {
    const close = () => {
      const event = new Event('beforeunload', { cancelable: true });
      window.dispatchEvent(event);
      return event.defaultPrevented;
    };
    const { unmount } = renderGuard(true);
    expect(close()).toBe(true);
    unmount();
    renderGuard(false);
    expect(close()).toBe(false);
  });

  it('never asks when nothing can be lost', async () => {
    renderGuard(false);
    await follow('Catalog');
    expect(screen.getByText('Elsewhere')).toBeVisible();
  });
});
