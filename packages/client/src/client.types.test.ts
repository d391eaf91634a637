/** What must not compile: each mark below stands over a mistake that the types catch. Never run. */
import { createDonationExample, type Project } from '@kindcart/contract';
import { type Client, createClient } from './index.ts';

const projectId = 'prj_01k9p4m8q2fz3t6v8w0x2y4z6a';
const idempotencyKey = 'key-1';
const body = createDonationExample;
const inText = { amount: '50.00', currency: 'CNY' };

export function wrongInput(client: Client): void {
  // @ts-expect-error a request that moves money needs an idempotency key
  client.createDonation({ body });

  // @ts-expect-error a donation needs a body
  client.createDonation({ idempotencyKey });

  // @ts-expect-error an amount is a number of minor units, never a text
  client.createDonation({ body: { ...body, gift: inText }, idempotencyKey });

  // @ts-expect-error a body has the fields of the contract and no other
  client.createDonation({ body: { ...body, secret: 'sk_test_1' }, idempotencyKey });

  // @ts-expect-error the parameter has another name
  client.getProject({ params: { id: projectId } });

  // @ts-expect-error a project is not read by the id of a donation
  client.getProject({ params: { projectId: 'don_01k9p4n2c6fz3t6v8w0x2y4z6b' } });

  // @ts-expect-error a project is read by an id
  client.getProject();

  // @ts-expect-error ids are a list
  client.listProjects({ query: { ids: projectId } });

  // @ts-expect-error the query has another name
  client.listProjects({ query: { projects: [projectId] } });

  // @ts-expect-error only a provider sends signed events
  client.receiveSandboxEvent;

  // @ts-expect-error there is no such setting of a call
  client.listProjects({}, { retries: 5 });
}

export function rightInput(client: Client): Promise<unknown>[] {
  return [
    client.listProjects(),
    client.listProjects({ query: { ids: [projectId], limit: 5 } }, { timeoutMs: 1, fresh: true }),
    client.createDonation({ body, idempotencyKey }),
    client.getProject({ params: { projectId } }, { signal: new AbortController().signal }),
  ];
}

export async function unread(client: Client): Promise<Project> {
  const result = await client.getProject({ params: { projectId } });
  // @ts-expect-error nobody reads a value before looking whether there is one
  return result.value;
}

export async function read(client: Client): Promise<Project | string> {
  const result = await client.getProject({ params: { projectId } });
  if (result.ok) {
    // @ts-expect-error a success has no error
    result.error;
    return result.value;
  }
  // @ts-expect-error a failure has no value
  result.value;
  // @ts-expect-error the codes are a closed union
  if (result.error.code === 'boom') return '';
  return result.error.code;
}

export function made(): Client {
  // @ts-expect-error a client needs to know where the platform is
  createClient({ key: 'pk_test_1' });
  // @ts-expect-error a fetch answers with something that has a status
  createClient({ baseUrl: '', key: 'pk_test_1', fetch: async () => 'text' });
  // The page's or Node's own fetch is a fetch for the client.
  return createClient({ baseUrl: '', key: 'pk_test_1', fetch });
}
