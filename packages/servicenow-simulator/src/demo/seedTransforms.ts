import { Seeder } from './Seeder';

/** Map, staging table, target table, then `staging field: target field`; a star marks what identifies a record. */
const MAPS: [
  name: string,
  source: string,
  target: string,
  fields: Record<string, string>,
][] = [
  [
    'User',
    'imp_user',
    'sys_user',
    {
      user_id: '*user_name',
      first_name: 'first_name',
      last_name: 'last_name',
      email: 'email',
      phone: 'phone',
      title: 'title',
    },
  ],
  [
    'Computer',
    'imp_computer',
    'cmdb_ci_computer',
    {
      name: '*name',
      serial_number: 'serial_number',
      asset_tag: 'asset_tag',
      os: 'os',
      ip_address: 'ip_address',
    },
  ],
  [
    'Notification',
    'imp_notification',
    'incident',
    {
      uuid: '*correlation_id',
      message: 'short_description',
      description: 'description',
      impact: 'impact',
      urgency: 'urgency',
    },
  ],
];

/** What staging tables are transformed into. @internal */
export function seedTransforms(seeder: Seeder): void {
  for (const [name, source, target, fields] of MAPS) {
    const map = seeder.add('sys_transform_map', name, {
      name,
      source_table: source,
      target_table: target,
    });
    for (const [from, to] of Object.entries(fields)) {
      seeder.add('sys_transform_entry', `${name}:${from}`, {
        map,
        source_field: from,
        target_field: to.replace('*', ''),
        coalesce: String(to.startsWith('*')),
      });
    }
  }
}
