import { isOpenTicket, phaseOf } from './ticketState';

describe('phaseOf', () => {
  it('goes by the raw state where it is known', () => {
    expect(phaseOf({ state: '2', status: 'In Bearbeitung' })).toBe('working');
    expect(phaseOf({ state: '6', status: 'Gelöst' })).toBe('done');
  });

  it('goes by the label of the search results, which have no raw state', () => {
    expect(isOpenTicket({ status: 'Closed Complete' })).toBe(false);
    expect(isOpenTicket({ status: 'Cancelled' })).toBe(false);
    expect(isOpenTicket({ status: 'Unknown (New)' })).toBe(true);
  });

  it('takes a ticket that was not created yet for open', () => {
    expect(isOpenTicket({ state: null, status: null })).toBe(true);
  });
});
