/** What a developer instance answers, with status 200, while it sleeps. @internal */
export const HIBERNATING_PAGE = `<!DOCTYPE html>
<html><head><title>Instance Hibernating page</title></head>
<body><h1>Your instance is hibernating</h1>
<p>Sign in to the site to wake your instance</p>
<script>window.location.href = "https://developer.servicenow.com/dev.do#!/home?wu=true";</script>
</body></html>`;

/** What an instance that wants a person to log in answers, with status 200. @internal */
export const LOGIN_PAGE = `<!DOCTYPE html>
<html><head><title>ServiceNow</title></head>
<body><form name="login" action="login.do" method="post">
<label>User name <input name="user_name"></label>
<label>Password <input name="user_password" type="password"></label>
<button>Log in</button></form></body></html>`;

/** What a proxy in front of an instance answers. @internal */
export const proxyPage = (status: number, reason: string) =>
  `<html><head><title>${status} ${reason}</title></head><body><center><h1>${status} ${reason}</h1></center></body></html>`;
