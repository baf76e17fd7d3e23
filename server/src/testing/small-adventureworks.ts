import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export type Files = Record<string, string>

/** A folder in a data set's own format; files that are null are left out. */
export async function writeFolder(files: Record<string, string | null>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'baton-import-'))
  for (const [file, text] of Object.entries(files)) if (text !== null) await writeFile(join(folder, file), text)
  return folder
}

/**
 * AdventureWorks in small, with each kind of dirt that the whole has: an employee and a store's contact without a person row, an item
 * without stock, orders without customer, days, sales person or lines, a gap between lines and subtotal, and remainders of cents both ways.
 */
export const SMALL_ADVENTUREWORKS: Files = {
  'department.csv': `"departmentid","name","groupname"
3,Sales,Sales and Marketing
7,Production,Manufacturing
15,Shipping and Receiving,Inventory Management
16,Executive,Executive General and Administration
`,
  'employee.csv': `"businessentityid","loginid","jobtitle"
1,adventure-works\\ken0,Chief Executive Officer
279,adventure-works\\tsvi0,Sales Representative
`,
  'employeedepartmenthistory.csv': `"businessentityid","departmentid","startdate","enddate"
1,7,2008-01-14,2009-01-13
1,16,2009-01-14,
279,3,2011-05-31,
`,
  'person.csv': `businessentityid,persontype,firstname,middlename,lastname
1,EM,Ken,J,Sánchez
900,IN,Catherine,[NULL],Abel
`,
  'emailaddress.csv': `"businessentityid","emailaddress"
1,ken0@adventure-works.com
900,catherine0@adventure-works.com
`,
  'personphone.csv': `"businessentityid","phonenumber"
1,"697-555-0142"
900,"747-555-0171"
`,
  'store.csv': `"businessentityid","name","demographics"
292,"Next-Door Bike Store, ""the best""","<Survey>
<Year>1996</Year></Survey>"
294,Professional Sales and Service,
`,
  'customer.csv': `"customerid","personid","storeid","territoryid"
1,,294,1
11000,900,,1
29825,291,292,5
`,
  'salesterritory.csv': `"territoryid","name"
1,Northwest
5,Southeast
`,
  'address.csv': `"addressid","addressline1","addressline2","city","stateprovinceid","postalcode"
1,"1970 Napa Ct.",,Bothell,79,"98011"
2,"2251 Elliot Avenue",Suite 7,Seattle,79,"98104"
`,
  'stateprovince.csv': `"stateprovinceid","name","countryregioncode"
79,Washington,US
`,
  'businessentityaddress.csv': `"businessentityid","addressid"
292,2
900,1
`,
  'productcategory.csv': `"productcategoryid","name"
1,Bikes
`,
  'productsubcategory.csv': `"productsubcategoryid","productcategoryid","name"
2,1,Road Bikes
`,
  'unitmeasure.csv': `"unitmeasurecode","name"
EA ,Each
OZ ,Ounces
`,
  'billofmaterials.csv': `"componentid","unitmeasurecode"
3,OZ
1,EA
`,
  'product.csv': `"productid","name","productnumber","color","size","standardcost","listprice","productsubcategoryid","sellenddate","discontinueddate"
1,"Road-150 Red, 62",BK-R93R-62,Red,62,2171.2942,3578.27,2,,
2,"Water Bottle - 30 oz.",WB-H098,,,1.8663,4.99,,,
3,"Paint - Black",PA-187B,Black,,0,0,,2012-05-29 00:00:00.000,
`,
  'location.csv': `"locationid","name"
1,Tool Crib
6,Miscellaneous Storage
7,Finished Goods Storage
`,
  'productinventory.csv': `"productid","locationid","quantity"
1,6,4
1,7,9
3,1,0
`,
  'shipmethod.csv': `"shipmethodid","name"
5,CARGO TRANSPORT 5
`,
  'salesorderheader.csv': `salesorderid,shipmethodid,creditcardid,subtotal,taxamt,freight,totaldue,salespersonid,status,orderdate,duedate,shipdate,purchaseordernumber,customerid,currencykey
43659,5,16281,7171.5200,573.7216,179.2880,7924.5296,279,5,2011-05-31,2011-06-12,2011-06-07,PO522145787,29825,100
43660,5,,4.9849,0.3988,0.1246,5.5083,,5,2011-06-01,2011-06-13,2011-06-08,,11000,6
43661,5,,15.0,1.2,0.375,16.575,279,5,2011-06-02,,,,,100
43662,5,,249.5428,19.9634,6.2386,275.7448,279,5,,,,,,
43663,5,,3600.0000,288.0000,90.0000,3978.0000,,5,2011-06-03,2011-06-15,2011-06-10,,11000,100
43664,5,,10.0100,0.0050,0.0050,10.0200,,5,2011-06-03,2011-06-15,2011-06-10,,11000,100
`,
  'salesorderdetail.csv': `salesorderid,linenumber,carriertrackingnumber,orderqty,productid,unitprice,unitpricediscount,linetotal
43659,1,4911-403C-98,2,1,3578.27,0.0,7156.5400
43659,2,4911-403C-98,3,2,4.9935,0.0,14.9800
43660,1,,1,2,4.9849,0.0,4.9849
43663,1,,1,1,3578.27,0.02,3506.7046
43664,1,,2,2,2.5025,0.0,5.0050
43664,2,,2,2,2.5025,0.0,5.0050
`,
}
