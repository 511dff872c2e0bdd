/** Name and fields of changes that are agreed on beforehand. @internal */
export const STANDARD_CHANGES: [
  name: string,
  values: Record<string, string>,
][] = [
  [
    'Clear BGP sessions on a Cisco router',
    {
      short_description: 'Clear BGP sessions on a Cisco router',
      description:
        'Reset the sessions of a router without taking it down. Resend the complete BGP table to neighboring routers',
      type: 'standard',
      category: 'Network',
    },
  ],
  [
    'Add network switch to datacenter cabinet',
    {
      short_description: 'Add network switch to datacenter cabinet',
      description: 'Install a further switch in a cabinet that has room for it',
      type: 'standard',
      category: 'Network',
    },
  ],
  [
    'Replace printer toner',
    {
      short_description: 'Replace printer toner',
      description: 'Exchange the cartridge and dispose of the old one',
      type: 'standard',
      category: 'Hardware',
    },
  ],
];
