// A real OpenID provider on loopback. Reads its client from the environment, prints its address, and stops with its parent.
// Its sign-in page takes whatever account it is told, so that a test can be anybody.
import { generateKeyPairSync } from "node:crypto";
import { createServer } from "node:http";
import { Provider } from "oidc-provider";

const accounts = new Map();
const server = createServer();
await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
const issuer = `http://127.0.0.1:${server.address().port}`;
const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });

const provider = new Provider(issuer, {
  clients: [{
    client_id: process.env.CLIENT_ID,
    client_secret: process.env.CLIENT_SECRET,
    redirect_uris: [process.env.REDIRECT_URI],
  }],
  jwks: { keys: [{ ...privateKey.export({ format: "jwk" }), use: "sig", alg: "RS256", kid: "test" }] },
  cookies: { keys: ["only-for-tests"] },
  claims: { openid: ["sub", "amr"], email: ["email", "email_verified", "xms_edov"] },
  conformIdTokenClaims: false,
  features: { devInteractions: { enabled: false } },
  interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
  pkce: { required: () => true },
  ttl: { AccessToken: 60, AuthorizationCode: 60, Grant: 600, IdToken: 60, Interaction: 600, Session: 600 },
  findAccount: (_ctx, id) => ({ accountId: id, claims: () => ({ sub: id, ...accounts.get(id) }) }),
  async loadExistingGrant(ctx) {
    const grant = new ctx.oidc.provider.Grant({
      clientId: ctx.oidc.client.clientId,
      accountId: ctx.oidc.session.accountId,
    });
    grant.addOIDCScope("openid email");
    await grant.save();
    return grant;
  },
});

async function interaction(request, response) {
  if (request.method === "GET") return response.end("Who are you?");
  const parts = [];
  for await (const part of request) parts.push(part);
  const { sub, amr, refuse, ...claims } = JSON.parse(Buffer.concat(parts));
  accounts.set(sub, claims);
  const result = refuse
    ? { error: "access_denied", error_description: "The person said no." }
    : { login: { accountId: sub, amr, remember: false } };
  return provider.interactionFinished(request, response, result);
}

const callback = provider.callback();
server.on("request", (request, response) => {
  if (request.url.startsWith("/interaction/")) return interaction(request, response);
  return callback(request, response);
});
process.stdin.resume().on("end", () => process.exit());
console.log(`ready ${issuer}`);
