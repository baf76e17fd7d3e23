/** Tables without row-level security, each with the reason: they are read before the company is known, or by those who serve all. */
export const OUTSIDE_COMPANIES: Readonly<Record<string, string>> = {
  'access.account': 'an account is looked up before its company is known',
  'access.membership': 'the companies of an account are looked up before one is chosen',
  'access.invitation': 'who is asked to join a company reads it in another one',
  'access.session': 'a token is looked up before its company is known',
  'access.attempt': 'failed sign-ins are counted before anybody is known',
  'delivery.link': 'a link is looked up before its company is known',
  'kernel.first_data': 'it tells whether the installation’s first data is whole',
  'kernel.reaction_due': 'workers serve the reactions of all companies',
  'public.baton_migration': 'the history of the database itself',
}
