/** Positions and areas of GeoJSON (RFC 7946), as this API takes them. */
import * as z from 'zod/mini';

/** Most corners of all rings of one polygon together. */
export const cornersMax = 1_000;

/** Longitude and latitude in degrees of WGS 84, in this order. */
export const positionSchema = z
  .tuple(
    [
      z.number().check(z.minimum(-180, 'is below -180'), z.maximum(180, 'is above 180')),
      z
        .number()
        .check(
          z.minimum(-90, 'is below -90: longitude comes first, then latitude'),
          z.maximum(90, 'is above 90: longitude comes first, then latitude'),
        ),
    ],
    'is not a longitude and a latitude, and nothing else: leave out heights',
  )
  .check(z.meta({ description: 'longitude, then latitude, in degrees' }));

const ringSchema = z
  .array(positionSchema)
  .check(
    z.minLength(4, 'has fewer than 4 positions'),
    z.maxLength(cornersMax, `has more than ${cornersMax} positions`),
  );

/** The first ring is the outline, and any other a hole in it; each ends where it begins. */
export const polygonSchema = z.strictObject({
  type: z.literal('Polygon'),
  coordinates: z
    .array(ringSchema)
    .check(z.minLength(1, 'has no outline'), z.maxLength(100, 'has more than 100 rings')),
});

/** West, south, east, north, in degrees. */
export const boundsSchema = z
  .tuple([z.number(), z.number(), z.number(), z.number()])
  .check(
    z.refine(
      ([west, south, east, north]) =>
        -180 <= west && west < east && east <= 180 && -90 <= south && south < north && north <= 90,
      'is not west, south, east and north in degrees',
    ),
  );

export type Position = z.infer<typeof positionSchema>;
export type Polygon = z.infer<typeof polygonSchema>;
export type Bounds = z.infer<typeof boundsSchema>;
