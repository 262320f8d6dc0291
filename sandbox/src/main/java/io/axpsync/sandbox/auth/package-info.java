/** Who may call the sandbox: Basic, NTLM and bearer authentication, and the token endpoint that msal4j talks to. */
@NullMarked
package io.axpsync.sandbox.auth;

import org.jspecify.annotations.NullMarked;
