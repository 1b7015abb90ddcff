/** Letters from offices: full sentences, courteous also where they are angry. Each line stands under the signals it gives; `none` gives none. */
export const EN_OFFICE = `
# none
Good morning, could you tell me which address should appear on the purchase order we send you every quarter?
Please find attached our updated VAT certificate for your files. Nothing else has changed.
We noticed that the monthly summary arrives on the second of the month rather than the first. Is this intended?
Would you kindly add my assistant, Ms Okafor, to the list of people who receive the statements?
I am writing to confirm that the consignment arrived complete and undamaged. Many thanks to your warehouse.
Could you explain how rounding works in the tax column of the export?
We would like to return one of the five chairs, as it turned out not to fit under the desk. What is the procedure?
The integration with our accounting package reports a warning about an unknown currency. There is no hurry, our closing is three weeks away.
Our auditor asks for a copy of the data processing agreement. Could you point me to it?
Kindly change the name of the contact person on our account to Mr Lindqvist.
Thank you for the quick refund. The amount has been credited to our bank account.
Is it possible to schedule the newsletter for a time zone other than our own?
I could not find the setting for two-step login; perhaps you can point me in the right direction.
We have received two copies of the same credit note. Please let us know which one to book.
Please note our offices are closed from the 22nd; deliveries can be accepted again on the 3rd.
For the record: the cancellation of our order 8812 was agreed by telephone, and we ordered the larger size instead.
Could you send us the dimensions of the shelf we bought in March?
We are preparing a report on our suppliers and would be glad to receive your environmental policy.
# urgent
Our payroll run must be released by noon today and the export file is rejected. Please call me as soon as you see this.
We have discovered that a former employee still has access to our customer list. Kindly revoke it without delay.
The production line has stopped because the label service returns nothing. Every minute is costly for us.
The customs office will send our container back tomorrow morning unless we receive the corrected document from you today.
Since nine o'clock none of our forty branches has been able to register a sale.
We suspect that payments are being diverted to a foreign account at this moment. Please freeze all transfers.
Our deadline with the tax authority expires at midnight and the return cannot be submitted.
# complaint
I must express my disappointment with the manner in which our enquiry of the 4th was handled. Three weeks on, we have had no reply.
It is the second consecutive month in which we have been billed for seats we gave up, and each time we are told that it has been corrected.
The goods were not as described, and your representative refused to discuss the matter. I do not regard this as proper conduct.
We were assured in writing that the migration would take one day. It took nine, and nobody apologised.
Your technician arrived two hours late, left the cabinet open and spoke rudely to our receptionist.
I wish to raise a formal grievance about the misleading description of the guarantee on your website.
Frankly, we expected considerably better from a supplier of your standing. The quality of the last two shipments is not acceptable.
To be passed from department to department for a month over a simple correction is beyond what a customer should have to endure.
# complaint urgent
This is our fourth letter. The system has been unavailable to our clinic since yesterday, patients are being turned away, and your hotline keeps us on hold. We insist on a response within the hour.
# purchase
We are considering your service for our three offices. Could you prepare a quotation for sixty users, including onboarding?
Our committee has approved the budget. Please send us the contract for the annual licence so that we can sign.
We should like to extend our present package by ten workplaces from September. What would the additional charge be?
Could one of your colleagues present the product to our management board next week?
I am comparing several suppliers of packaging and would be grateful for your price list and minimum quantities.
Do you offer special terms for charities? We intend to take the standard edition.
Having completed the evaluation period, we wish to proceed with the professional edition. How may we pay?
Kindly let us know the delivery time and price for two hundred name badges with our logo.
# churn
We hereby give notice that we will not be extending the agreement beyond 31 December.
Following a review of our expenses, the management has decided to discontinue the service. Please confirm the final invoice.
Our parent company uses a different platform, to which we shall migrate by the summer. How can we terminate the arrangement?
Please regard this letter as termination of our subscription as of the end of the current term.
Unless the new tariff is reconsidered, we will have to look for another provider.
What notice period applies, and what happens to our records once we have left?
# churn complaint
After months of unanswered letters we have lost all confidence in your company and are ending the contract with immediate effect.
In view of the repeated errors in your invoices, for which nobody takes responsibility, we have chosen a competitor of yours.
We have been patient for long enough. Should the fault not be remedied, we shall cancel and claim damages.
# purchase urgent
We require a quotation for fifteen additional licences before our board meeting at four o'clock this afternoon.
`;
