/** The project that examples in docs show. */
export const projectExampleId = 'prj_01k9p4m8q2fz3t6v8w0x2y4z6a';
