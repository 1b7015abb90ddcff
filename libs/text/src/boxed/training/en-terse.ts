/** Two or three words more than a subject line. */
export const EN_TERSE = `
# invoice
Invoice for March missing
Please send invoice
Need bill as PDF
Copy of invoice 8831
# closing-documents
Act of completed work
Reconciliation report needed
Delivery note and receipts for the year
Annual payment statement
# payment-failed
Card declined
Payment not going through
Cannot pay, error at checkout
Direct debit failed
# wrong-charge
Charged twice
Unknown charge on my card
Wrong amount debited
Overcharged this month
# payment-status
Did you get our payment?
Paid, not activated
Bank transfer sent, please confirm
Payment still pending
# refund
Refund please
Money back
Refund status
Refund not received
# cancel
Cancel subscription
Stop renewal
Close account and end plan
Do not renew
# change-plan
Upgrade to Pro
Downgrade plan
Add five seats
Switch to yearly billing
# pricing
Price for 10 users?
Quote needed
Discount for nonprofits?
Price list
# trial
Trial extension
Free trial?
Request a demo
Test account
# access
Cannot log in
Password reset not working
Two-factor code missing
Account locked
# users
Add a user
Remove employee access
Change admin
Permissions for staff
# bug
Error 500 on save
App crashes
Button broken
Report shows wrong totals
# outage
Service down
Site not loading
Very slow today
All users disconnected
# how-to
How to set up reminders
Where is the tax setting
How do I print labels
Change logo, how?
# integration
API key error
Connect to QuickBooks
Webhook not firing
Zapier integration?
# data-export
Export contacts to CSV
Import products from Excel
Backup of our data
Import fails
# delivery
Where is my order
Order late
Tracking number?
Not delivered
# damaged
Item arrived broken
Wrong item received
Defective unit
Parts missing in the box
# return
Return an item
Exchange for other size
Return label
Send back unopened
# order-change
Change delivery address
Cancel my order
Change quantity in order
Edit order before shipping
# complaint
Complaint about support
Terrible service
Nobody answers
Rude agent
# legal
Contract draft
Legal claim
DPA request
Power of attorney and signatory
# erasure
Delete my data
GDPR erasure
Right to be forgotten
Remove my personal information
# company-details
New legal address
Change VAT ID
Company renamed
Update bank details on account
# person
Talk to a human
Call me
Agent please
Operator
# unsubscribe
Unsubscribe
Stop emails
Remove from newsletter
No more marketing mail
# partnership
Reseller program
Partnership proposal
Affiliate commission
Become a distributor
`;
