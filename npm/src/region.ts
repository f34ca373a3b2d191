// What the name of a region looks like, for open() and the command line.

/** Is this the name of an AWS region, known to us or not: `eu-west-2`, `us-gov-west-1`? */
export function isRegion(name: string): boolean {
  return /^[a-z]{2,4}(-[a-z]+)+-\d{1,2}$/.test(name);
}
