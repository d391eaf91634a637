/** Columns of points in time, as they are read and written. */
import type { ColumnType } from 'kysely';

export type Time = ColumnType<Date, Date | string, Date | string>;
export type NullableTime = ColumnType<Date | null, Date | string | null, Date | string | null>;
/** Set by the database when a row is made, never changed. */
export type Made = ColumnType<Date, Date | string | undefined, never>;
