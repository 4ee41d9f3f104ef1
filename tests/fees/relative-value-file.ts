/** A relative value file as CMS publishes it: titles, a header over several lines, then the codes. */
export function relativeValueFile(
  rows: string[],
  title = '2023 National Physician Fee Schedule Relative Value File January Release',
): string {
  return [
    `${title},,,,,,,,`,
    'Copyright notice of the descriptors,,,,,,,,',
    ',,,,,,,,',
    ',,,,NOT USED FOR,,NON-FAC,,',
    ',,,STATUS,MEDICARE,WORK,PE,GLOB,MULT',
    'HCPCS,MOD,DESCRIPTION,CODE,PAYMENT,RVU,RVU,DAYS,PROC',
    ...rows,
    '',
  ].join('\r\n')
}

/** A row of it. */
export function valueRow(
  code: string,
  wrvu: string,
  more: { mod?: string; descriptor?: string; mult?: string } = {},
): string {
  return `${code},${more.mod ?? ''},"${more.descriptor ?? 'Words of others'}",A,,${wrvu},10.00,090,${more.mult ?? '2'}`
}
